package org.papermetrics.cli.service;

import java.io.IOException;
import java.io.PrintWriter;

/** Does one thing after the other and says each in a line, or only says what would be done. */
public final class Steps {
  private final PrintWriter out;
  private final boolean dry;
  private int taken;

  /** What is done with something, as it is said before and after. */
  public enum Verb {
    COPY("copy", "copied"),
    REPLACE("replace", "replaced"),
    WRITE("write", "wrote"),
    MAKE("make", "made"),
    REMOVE("remove", "removed"),
    ENABLE("enable", "enabled"),
    START("start", "started"),
    RESTART("restart", "restarted"),
    STOP("stop", "stopped");

    private final String before;
    private final String after;

    Verb(String before, String after) {
      this.before = before;
      this.after = after;
    }
  }

  /** What a step does. */
  public interface Work {
    /** Does it. */
    void run() throws IOException, InterruptedException;
  }

  /**
   * Nothing is done yet.
   *
   * @param dry only say what would be done
   */
  public Steps(PrintWriter out, boolean dry) {
    this.out = out;
    this.dry = dry;
  }

  /**
   * Does something and says it.
   *
   * @throws IOException with a sentence, when it cannot be done
   */
  public void take(Verb verb, String what, Work work) throws IOException, InterruptedException {
    taken++;
    if (dry) {
      out.println("would " + verb.before + " " + what);
      return;
    }
    try {
      work.run();
    } catch (IOException e) {
      throw new IOException("Could not " + verb.before + " " + what + ": " + e.getMessage(), e);
    }
    out.println(verb.after + " " + what);
  }

  /**
   * Does something that the rest can do without.
   *
   * @param otherwise what follows when it cannot be done, as half a sentence
   * @return whether it is done, or would be
   */
  public boolean attempt(Verb verb, String what, Work work, String otherwise)
      throws InterruptedException {
    try {
      take(verb, what, work);
      return true;
    } catch (IOException e) {
      out.println(e.getMessage() + ", " + otherwise);
      return false;
    }
  }

  /** Says what takes long now. */
  public void waiting(String what) {
    if (!dry) {
      out.println(what + " …");
    }
  }

  /** Says what is left as it is. */
  public void kept(String what) {
    out.println("kept " + what);
  }

  /** How many have been taken, or would have been. */
  public int taken() {
    return taken;
  }
}
