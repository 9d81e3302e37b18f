package org.papermetrics.daemon;

import org.papermetrics.model.Change;
import org.papermetrics.model.Snapshot;
import org.papermetrics.push.Hub;
import org.papermetrics.write.OutputKeeper;

/** Brings every change to open pages and into the output files. */
record Publishing(Hub hub, OutputKeeper outputs) implements Writer.Audience {
  @Override
  public void changed(Change change, byte[] frame) {
    long revision = change.to().revision();
    if (frame.length > 0) {
      hub.publish(revision, frame);
    } else {
      hub.skip(revision);
    }
    outputs.offer(change.to());
  }

  @Override
  public void renewed(Snapshot snapshot) {
    hub.renew(snapshot.epoch(), snapshot.revision());
    outputs.offer(snapshot);
  }
}
