package sample;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ErrorObject;
import software.amazon.awssdk.services.lambda.model.Event;
import software.amazon.awssdk.services.lambda.model.GetDurableExecutionResponse;

record Callbacks(LambdaClient lambda) {
  private record Payment(String arn, String callbackId) {}

  Map<String, Object> report() {
    Payment paid = payment();
    lambda.sendDurableExecutionCallbackHeartbeat(input -> input.callbackId(paid.callbackId));
    succeed(paid.callbackId, "{\"transactionId\": \"ąę €\"}");
    Payment declined = payment();
    fail(declined.callbackId);
    return Map.of(
        "paid", resultOf(paid.arn),
        "declined", resultOf(declined.arn),
        "late", Refusal.of(() -> succeed(paid.callbackId, "{}")),
        "unknown", Refusal.of(() -> succeed("bm9ib2R5", "{}")));
  }

  /** Starts one, and waits for its callback. */
  private Payment payment() {
    String input = "{\"customerId\": \"c\", \"amount\": 5}";
    String arn = new Invocations(lambda).start("payment:$LATEST", null, input).durableExecutionArn();
    while (true) {
      for (Event event : new Executions(lambda).history(arn, false)) {
        if (event.callbackStartedDetails() != null) {
          return new Payment(arn, event.callbackStartedDetails().callbackId());
        }
      }
      Pause.brief();
    }
  }

  private void succeed(String id, String result) {
    lambda.sendDurableExecutionCallbackSuccess(
        input -> input.callbackId(id).result(SdkBytes.fromUtf8String(result)));
  }

  private void fail(String id) {
    ErrorObject error =
        ErrorObject.builder()
            .errorType("Declined")
            .errorMessage("no money")
            .errorData("5")
            .stackTrace("at bank")
            .build();
    lambda.sendDurableExecutionCallbackFailure(input -> input.callbackId(id).error(error));
  }

  /** Waits for the end. */
  private String resultOf(String arn) {
    GetDurableExecutionResponse execution = new Executions(lambda).execution(arn);
    while (execution.endTimestamp() == null) {
      Pause.brief();
      execution = new Executions(lambda).execution(arn);
    }
    return execution.result();
  }
}
