package sample;

import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Does every durable call of Lambda with the Java SDK, and prints what came of it as JSON. */
public class Client {
  public static void main(String[] words) {
    try (LambdaClient lambda = LambdaClient.create()) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("invocations", new Invocations(lambda).report());
      report.put("callbacks", new Callbacks(lambda).report());
      report.put("executions", new Executions(lambda).report());
      String arn = System.getenv("SCRIPTED_ARN");
      report.put("function", new DurableFunction(lambda, arn).report(System.getenv("SCRIPTED_TOKEN")));
      print(new GsonBuilder().disableHtmlEscaping().create().toJson(report));
    }
  }

  /** In UTF-8, whatever the locale. */
  private static void print(String text) {
    System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
