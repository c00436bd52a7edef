import { language } from "./texts.js";

/**
 * The details that relay and projector write into dead letters, in Korean. The first pattern that matches the whole text decides. Of two
 * alternatives, the first is that of earlier versions, whose dead letters may still be in the topic.
 */
const KOREAN = [
  ["the record has no key", "레코드에 키가 없습니다"],
  ["the record has no value", "레코드에 값이 없습니다"],
  ["the key is not the categoryId", "키가 categoryId와 다릅니다"],
  ["the key is not the id in (\\S+)", "키가 헤더 $1의 ID와 다릅니다"],
  ["eventType (?:is another one than the record's header says|differs from the record's header)", "eventType이 레코드의 헤더와 다릅니다"],
  ["jobType is (?:none of INSERT, UPDATE and|not INSERT, UPDATE or) DELETE", "jobType이 INSERT, UPDATE, DELETE 중 하나가 아닙니다"],
  ["categoryName is longer than (\\d+) characters", "categoryName이 $1자를 넘습니다"],
  ["categoryName has a NUL character", "categoryName에 NUL 문자가 있습니다"],
  ["categoryName has (?:half a character|an unpaired surrogate)", "categoryName에 잘린 문자가 있습니다"],
  ["the value is not a JSON object", "값이 JSON 객체가 아닙니다"],
  ["(?:something|text) follows the JSON object", "JSON 객체 뒤에 다른 내용이 있습니다"],
  ["the value is not JSON, at byte (\\d+)", "값이 JSON이 아닙니다($1바이트 위치)"],
  ["the value is not JSON", "값이 JSON이 아닙니다"],
  ["the value is not UTF-8", "값이 UTF-8이 아닙니다"],
  ["(\\S+) is too large", "$1: 값이 너무 큽니다"],
  ["(\\S+) (?:is there|occurs) twice", "$1: 두 번 있습니다"],
  ["(\\S+) (?:is of another|has the wrong) type: (\\S+)", "$1: 타입이 다릅니다($2)"],
  ["(\\S+) is missing", "$1: 없습니다"],
  ["(\\S+) is not a UUID", "$1: UUID가 아닙니다"],
  ["(\\S+) is not a whole number from 1 on, in decimal digits", "$1: 1 이상의 십진 정수가 아닙니다"],
  ["(\\S+) is not a time by RFC 3339 in UTC", "$1: RFC 3339 형식의 UTC 시각이 아닙니다"],
  ["(ce_specversion|content-type) is not (.+)", "$1: $2 값이 아닙니다"],
  ["the headers are (?:no|not a) JSON object", "헤더가 JSON 객체가 아닙니다"],
  ["the header '(.*)' has a reserved name", "헤더 '$1'의 이름은 예약되어 있습니다"],
  ["the value of the header '(.*)' is (?:no|not a) string", "헤더 '$1'의 값이 문자열이 아닙니다"],
  [
    "'(.*)' is not a topic name: up to (\\d+) of the characters a-z, A-Z, 0-9, '.', '_' and '-'",
    "토픽 이름으로 쓸 수 없습니다: '$1'. a-z, A-Z, 0-9, '.', '_', '-' 문자로 $2자까지 쓸 수 있습니다",
  ],
  [
    "there is no topic '(.*)', and the relay does not create it: it creates (\\d+) topics at most for aggregate types without a route\\..*",
    "'$1' 토픽이 없고, 릴레이는 라우트가 없는 애그리거트 타입에 토픽을 최대 $2개만 만듭니다. 라우트를 설정하거나, 토픽을 만들거나,"
      + " relay.topics.maximum-unconfigured를 늘리고 릴레이를 다시 시작한 다음 이벤트를 재발행하세요",
  ],
  ["discarded by an operator", "운영자가 버렸습니다"],
].map(([english, korean]) => [new RegExp(`^${english}$`, "s"), korean]);

/** The detail of a dead letter in the interface's language, and which that is. What PostgreSQL, Kafka or a consumer wrote stays as it is. */
export function detailText(detail) {
  const [pattern, korean] = language === "ko" ? KOREAN.find(([english]) => english.test(detail)) ?? [] : [];
  return pattern ? { text: detail.replace(pattern, korean), lang: "ko" } : { text: detail, lang: "en" };
}
