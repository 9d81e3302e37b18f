package org.papermetrics.cli.demo;

/** A corpus that experiments train on. */
enum DemoCorpus {
  DAILY_TALK("/data/speech/daily-talk-contiguous/dailytalk.jsonl"),
  LIBRILIGHT("/data/speech/librilight-medium/train.jsonl"),
  LIBRISPEECH("/data/speech/librispeech-960h/train.jsonl"),
  PODCASTS("/data/speech/podcasts-en/train.jsonl");

  private final String trainData;

  DemoCorpus(String trainData) {
    this.trainData = trainData;
  }

  /** The path of its list of recordings. */
  String trainData() {
    return trainData;
  }
}
