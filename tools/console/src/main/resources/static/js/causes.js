import { language } from "./texts.js";
import { reasonText } from "./words.js";

/** The causes that the console itself finds, in Korean, by their codes. `{0}` is the first value of the cause. */
const CAUSES = {
  starting: "{0}: {1}초 전에 시작함",
  "service-unreachable": "{0}({1}): {2}",
  "not-ready": "{0}: 아직 준비되지 않음",
  "category-db-unreachable": "category 데이터베이스: {0}",
  "lecture-db-unreachable": "lecture 데이터베이스: {0}",
  "kafka-unreachable": "Kafka: {0}",
  "slot-unknown": "슬롯 상태를 알 수 없습니다. category 데이터베이스: {0}",
  "group-unknown": "그룹 상태를 알 수 없습니다. Kafka: {0}",
  "slot-lost": "서버가 슬롯을 무효화했습니다",
  "slot-unreserved": "서버가 다음 체크포인트에서 슬롯을 무효화합니다",
  "slot-idle": "슬롯에서 스트리밍하는 릴레이가 없어 WAL이 쌓이고 있습니다",
  "no-slot": "슬롯이 없습니다: {0}",
  "no-topic": "토픽이 아직 없습니다: {0}",
  "no-leader": "리더가 없는 파티션: {0}. 레코드를 모두 가진 브로커가 실행 중이 아닙니다",
  "too-few-in-sync": "쓸 수 없는 파티션: {0}. ISR의 레플리카가 {1}개보다 적습니다",
  "not-in-sync": "ISR에 없는 레플리카가 있는 파티션: {0}. 빠진 브로커: {1}",
  "no-consumer": "토픽을 읽는 컨슈머가 없습니다. 그룹: {0}",
  rebalance: "그룹이 파티션을 다시 나누는 중입니다: {0}",
  "no-standby": "대기 중인 릴레이가 없습니다: {0}",
  "new-letters": "새 데드 레터 {0}개, 최근 이유: {1}",
};

const REMEDIES = {
  start: "시작하거나 로그를 확인하세요",
  "start-component": "시작하세요",
  "start-brokers": "이 브로커를 시작하거나 로그를 확인하세요",
  "start-relay": "릴레이를 시작하거나, 무엇이 릴레이를 막고 있는지 확인하세요",
  "slot-is-replaced": "릴레이가 실행 중이면 할 일이 없습니다. 릴레이가 새 슬롯을 만들고 나머지는 아웃박스에서 읽어 발행합니다",
  "slot-is-made": "릴레이를 시작하세요. 릴레이가 슬롯을 만들고 발행되지 않은 이벤트를 아웃박스에서 읽어 발행합니다",
  "topic-is-made": "릴레이를 시작하세요. 릴레이가 토픽을 만듭니다",
  "see-letters": "데드 레터를 확인하고, 원인을 없앤 다음 다시 보내세요",
};

/** The console's own words for why a server did not answer. */
const VALUES = {
  "connection refused": "연결 거부됨",
  "does not answer": "응답 없음",
  "was not polled": "요청하지 않음",
  PreparingRebalance: "리밸런스 준비",
  CompletingRebalance: "리밸런스 마무리",
};

const filled = (pattern, values) => pattern.replace(/\{(\d)}/g, (_, index) => VALUES[values[index]] ?? reasonText(values[index] ?? ""));

/** A sentence and its language. What a service reports in its own words has no code and stays English. */
function sentence(patterns, code, values, english) {
  return language === "ko" && patterns[code]
    ? { text: filled(patterns[code], values ?? []), lang: "ko" }
    : { text: english ?? "", lang: english ? "en" : language };
}

export const causeOf = ({ cause, causeCode, causeValues }) => sentence(CAUSES, causeCode, causeValues, cause);

export const remedyOf = ({ remedy, remedyCode }) => sentence(REMEDIES, remedyCode, [], remedy);
