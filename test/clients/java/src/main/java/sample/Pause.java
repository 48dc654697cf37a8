package sample;

/** Between two questions. */
final class Pause {
  private Pause() {}

  static void brief() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException error) {
      throw new IllegalStateException(error);
    }
  }
}
