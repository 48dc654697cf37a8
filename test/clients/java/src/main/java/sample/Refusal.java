package sample;

import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Calls that are expected to be refused. */
final class Refusal {
  private Refusal() {}

  /** The type that the SDK gives to an error of the service, and its message. */
  static String of(Runnable call) {
    try {
      call.run();
      return "not refused";
    } catch (LambdaException error) {
      return error.getClass().getSimpleName() + ": " + error.awsErrorDetails().errorMessage();
    }
  }
}
