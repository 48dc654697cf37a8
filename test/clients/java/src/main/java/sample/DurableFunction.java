package sample;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CheckpointDurableExecutionResponse;
import software.amazon.awssdk.services.lambda.model.Operation;
import software.amazon.awssdk.services.lambda.model.OperationAction;
import software.amazon.awssdk.services.lambda.model.OperationType;
import software.amazon.awssdk.services.lambda.model.OperationUpdate;

/** Does what the SDK inside a durable function does: it checkpoints and reads the state. */
record DurableFunction(LambdaClient lambda, String arn) {
  private static final List<OperationUpdate> UPDATES =
      List.of(
          update("s", "price", OperationType.STEP, OperationAction.START).build(),
          update("s", "price", OperationType.STEP, OperationAction.SUCCEED).payload("6").build(),
          update("c", "approval", OperationType.CALLBACK, OperationAction.START)
              .callbackOptions(options -> options.timeoutSeconds(600))
              .build());

  Map<String, Object> report(String token) {
    CheckpointDurableExecutionResponse first = checkpoint(token, "java-client");
    CheckpointDurableExecutionResponse again = checkpoint(token, "java-client");
    return Map.of(
        "shown", lines(first.newExecutionState().operations()),
        "replay", again.checkpointToken().equals(first.checkpointToken()),
        "state", lines(state(first.checkpointToken())),
        "stale", Refusal.of(() -> checkpoint(token, "another")));
  }

  private CheckpointDurableExecutionResponse checkpoint(String token, String clientToken) {
    return lambda.checkpointDurableExecution(
        input ->
            input
                .durableExecutionArn(arn)
                .checkpointToken(token)
                .clientToken(clientToken)
                .updates(UPDATES));
  }

  private List<Operation> state(String token) {
    return lambda
        .getDurableExecutionStatePaginator(
            input -> input.durableExecutionArn(arn).checkpointToken(token).maxItems(1))
        .operations()
        .stream()
        .toList();
  }

  private static OperationUpdate.Builder update(
      String id, String name, OperationType type, OperationAction action) {
    return OperationUpdate.builder().id(id).name(name).type(type).action(action);
  }

  private static List<String> lines(List<Operation> operations) {
    return operations.stream().map(DurableFunction::line).toList();
  }

  private static String line(Operation operation) {
    String line = operation.typeAsString() + " " + operation.statusAsString();
    return operation.stepDetails() == null ? line : line + " " + operation.stepDetails().result();
  }
}
