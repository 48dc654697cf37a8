package sample;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

record Invocations(LambdaClient lambda) {
  static final String ORDER = "{\"orderId\": \"o-1\", \"items\": [{\"price\": 2, \"quantity\": 3}]}";

  Map<String, Object> report() {
    InvokeResponse first = start("java-1", ORDER);
    InvokeResponse again = start("java-1", ORDER);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("durable", outcome("chained-caller:$LATEST", "{\"value\": 3}"));
    report.put("plain", outcome("plain-doubler", "{\"value\": 4}"));
    report.put("failing", outcome("failing:$LATEST", "{}"));
    report.put("dryRun", dryRun().statusCode());
    report.put("started", first.statusCode());
    report.put("sameName", first.durableExecutionArn().equals(again.durableExecutionArn()));
    report.put("otherInput", Refusal.of(() -> start("java-1", "{}")));
    report.put("unqualified", Refusal.of(() -> invoke("order", "{}")));
    report.put("unknown", Refusal.of(() -> invoke("nobody", "{}")));
    return report;
  }

  InvokeResponse invoke(String function, String payload) {
    return lambda.invoke(
        input -> input.functionName(function).payload(SdkBytes.fromUtf8String(payload)));
  }

  InvokeResponse start(String function, String name, String payload) {
    return lambda.invoke(
        input ->
            input
                .functionName(function)
                .invocationType(InvocationType.EVENT)
                .durableExecutionName(name)
                .payload(SdkBytes.fromUtf8String(payload)));
  }

  private InvokeResponse start(String name, String payload) {
    return start("order:$LATEST", name, payload);
  }

  private InvokeResponse dryRun() {
    return lambda.invoke(
        input -> input.functionName("order:$LATEST").invocationType(InvocationType.DRY_RUN));
  }

  private Map<String, Object> outcome(String function, String payload) {
    InvokeResponse response = invoke(function, payload);
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("status", response.statusCode());
    outcome.put("version", response.executedVersion());
    outcome.put("error", response.functionError() == null ? "" : response.functionError());
    outcome.put("payload", response.payload().asUtf8String());
    outcome.put("isNamed", response.durableExecutionArn() != null);
    return outcome;
  }
}
