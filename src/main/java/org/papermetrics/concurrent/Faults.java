package org.papermetrics.concurrent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells errors after which work can be repeated from those after which the process must end. */
public final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  /** The exit code of a process that ends itself; a service manager starts it again. */
  private static final int EXIT = 1;

  private Faults() {}

  /**
   * Whether work that failed with this can be repeated. All exceptions are of this kind, and so are
   * a stack overflow, a class that cannot be linked, and a thread that the system refuses. An
   * exhausted heap is not: any object may have been left half changed.
   */
  static boolean isRepeatable(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
        return isThreadRefused(cause);
      }
    }
    return true;
  }

  /** Whether the system refused to create a thread, which concerns all work and not one file. */
  public static boolean isThreadRefused(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError
          && String.valueOf(cause.getMessage()).contains("thread")) {
        return true;
      }
    }
    return false;
  }

  /** Ends the process when work that failed with this cannot be repeated. */
  public static void endUnlessRepeatable(Throwable fault) {
    if (!isRepeatable(fault)) {
      endProcess("its memory is exhausted", fault);
    }
  }

  /**
   * What people are told of work on one file that failed with this. Only its kind is named, because
   * its message may quote the file.
   *
   * @param work what cannot be done
   */
  public static String sentences(String work, Throwable fault) {
    return "An internal error ("
        + fault.getClass().getName()
        + ") prevents "
        + work
        + ". It is tried again within five minutes. If it goes on, start"
        + " the daemon again, and please report it, with the log of the daemon.";
  }

  /**
   * Ends the process at once, as a kill does, after which every file is in order.
   *
   * @param why half a sentence for the log
   */
  public static void endProcess(String why, Throwable fault) {
    try {
      LOG.error("The process ends, to be started again: {}.", why, fault);
    } finally {
      Runtime.getRuntime().halt(EXIT);
    }
  }
}
