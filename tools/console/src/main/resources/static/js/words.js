import { language, t } from "./texts.js";

const OPERATION = /^(kill|stop|start|pause|resume|cut|restore|promote) ([a-z0-9 -]+)$/;
const RETRY = /^retry (\d+)$/;
const MARKS = {
  "drop the slot": "dropSlot",
  "drop-slot": "dropSlot",
  "two more partitions": "addPartitions",
  replay: "replay",
  "retry a parked key": "markRetryParked",
  "discard a parked event": "markDiscardParked",
};

const BREAKS = /^(kill|stop|pause|cut|promote) |^drop the slot$|^drop-slot$/;
const MENDS = /^(start|resume|restore) /;

/** Returns whether a mark breaks or repairs something. */
export const kindOf = text => BREAKS.test(text) ? "breaks" : MENDS.test(text) ? "mends" : "other";

/** The text of a mark in the interface's language. In English it is the console's own. */
export function markText(text) {
  if (language === "en") {
    return text;
  }
  const operation = OPERATION.exec(text);
  const retry = RETRY.exec(text);
  return operation ? t("markOperation", t(operation[1]), operation[2])
    : retry ? t("markRetry", retry[1])
      : MARKS[text] ? t(MARKS[text]) : text;
}

const REASONS = {
  invalid: "브로커가 레코드를 거부함",
  "too-large": "레코드가 너무 큼",
  "too-many-topics": "토픽이 너무 많음",
  "topic-illegal": "토픽 이름이 잘못됨",
  "topic-not-allowed": "토픽에 쓸 권한 없음",
  "bad-header": "헤더가 잘못됨",
  "bad-key": "키가 잘못됨",
  "bad-name": "이름이 잘못됨",
  "decoder-failed": "디코딩 실패",
  "missing-header": "헤더 없음",
  "no-key": "키 없음",
  "not-applied": "반영하지 못함",
  "no-value": "값 없음",
  "not-json": "JSON이 아님",
  "refused-by-database": "데이터베이스가 거부함",
  "unknown-job-type": "알 수 없는 작업 종류",
  "wrong-fields": "필드가 맞지 않음",
  "wrong-type": "타입이 맞지 않음",
  "wrong-value": "값이 맞지 않음",
  unknown: "알 수 없음",
};

/** The reason of a dead letter in the interface's language; in English, and where it is a new one, the word itself. */
export const reasonText = reason => language === "ko" ? REASONS[reason] ?? reason : reason;
