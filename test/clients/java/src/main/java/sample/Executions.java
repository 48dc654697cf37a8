package sample;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Event;
import software.amazon.awssdk.services.lambda.model.ExecutionStatus;
import software.amazon.awssdk.services.lambda.model.GetDurableExecutionResponse;
import software.amazon.awssdk.services.lambda.model.StopDurableExecutionResponse;

record Executions(LambdaClient lambda) {
  Map<String, Object> report() {
    // On the wire a moment has milliseconds, and the bound is not part of the list.
    Instant begin = Instant.now().minusMillis(1);
    start();
    start();
    String arn = start();
    while (history(arn, false).size() < 5) Pause.brief();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("running", about(execution(arn)));
    report.put("pages", pages(begin));
    report.put("none", timedOut(begin));
    report.put("history", types(history(arn, false)));
    report.put("reversed", types(history(arn, true)));
    report.put("stopped", stop(arn));
    report.put("missing", Refusal.of(() -> execution(arn.substring(0, arn.lastIndexOf('/')) + "/gone")));
    return report;
  }

  GetDurableExecutionResponse execution(String arn) {
    return lambda.getDurableExecution(input -> input.durableExecutionArn(arn));
  }

  List<Event> history(String arn, boolean reversed) {
    return lambda
        .getDurableExecutionHistoryPaginator(
            input ->
                input
                    .durableExecutionArn(arn)
                    .includeExecutionData(true)
                    .reverseOrder(reversed)
                    .maxItems(2))
        .events()
        .stream()
        .toList();
  }

  private String start() {
    return new Invocations(lambda)
        .start("order:$LATEST", null, Invocations.ORDER)
        .durableExecutionArn();
  }

  private static List<Object> about(GetDurableExecutionResponse execution) {
    int timeout = execution.durableConfig().executionTimeout();
    return List.of(execution.statusAsString(), execution.inputPayload(), timeout);
  }

  /** The number of executions on each page. */
  private List<Integer> pages(Instant begin) {
    return lambda
        .listDurableExecutionsByFunctionPaginator(
            input -> input.functionName("order").startedAfter(begin).maxItems(2))
        .stream()
        .map(page -> page.durableExecutions().size())
        .toList();
  }

  private int timedOut(Instant begin) {
    return lambda
        .listDurableExecutionsByFunction(
            input ->
                input
                    .functionName("order")
                    .startedAfter(begin)
                    .statuses(ExecutionStatus.TIMED_OUT))
        .durableExecutions()
        .size();
  }

  private static List<String> types(List<Event> events) {
    return events.stream().map(Event::eventTypeAsString).toList();
  }

  private List<Object> stop(String arn) {
    StopDurableExecutionResponse stopped =
        lambda.stopDurableExecution(
            input ->
                input
                    .durableExecutionArn(arn)
                    .error(error -> error.errorType("Cancelled").errorMessage("changed my mind")));
    GetDurableExecutionResponse ended = execution(arn);
    boolean isSame = ended.endTimestamp().equals(stopped.stopTimestamp());
    return List.of(
        ended.statusAsString(), ended.error().errorType(), ended.error().errorMessage(), isSame);
  }
}
