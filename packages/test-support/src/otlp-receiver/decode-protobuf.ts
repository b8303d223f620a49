/** Just enough protobuf to read what OTLP exporters send. */

/** How a field is read; a message is named by its fields. */
export type FieldKind = "text" | "hex" | "varint" | "fixed64" | "double" | MessageFields;

/** Fields by number: their name in OTLP's JSON form, and their kind; `[]` behind a name makes a list of it. */
export interface MessageFields {
  readonly [number: number]: readonly [name: string, kind: FieldKind];
}

/** A message in OTLP's JSON form. */
export type DecodedMessage = { [name: string]: unknown };

/** Reads a message; fields that the table does not name are left out. Throws for bytes that are none. */
export function decodeProtobuf(bytes: Uint8Array, fields: MessageFields): DecodedMessage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const message: DecodedMessage = {};
  for (let at = 0; at < buffer.length; ) {
    const tag = readVarint(buffer, at);
    const [end, value] = readValue(buffer, tag.end, Number(tag.value) & 7);
    const field = fields[Number(tag.value) >> 3];
    if (field) keep(message, field, value);
    at = end;
  }
  return message;
}

type WireValue = Buffer | bigint;

function readValue(buffer: Buffer, at: number, wireType: number): readonly [end: number, value: WireValue] {
  switch (wireType) {
    case 0: {
      const { value, end } = readVarint(buffer, at);
      return [end, value];
    }
    case 1:
      return [at + 8, buffer.subarray(at, at + 8)];
    case 2: {
      const { value, end } = readVarint(buffer, at);
      return [end + Number(value), buffer.subarray(end, end + Number(value))];
    }
    case 5:
      return [at + 4, buffer.subarray(at, at + 4)];
    default:
      throw new Error(`wire type ${wireType} at byte ${at}`);
  }
}

function readVarint(buffer: Buffer, start: number): { readonly value: bigint; readonly end: number } {
  let value = 0n;
  for (let at = start, shift = 0n; ; at += 1, shift += 7n) {
    const byte = buffer.readUInt8(at);
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return { value, end: at + 1 };
  }
}

function keep(message: DecodedMessage, [name, kind]: MessageFields[number], value: WireValue): void {
  const read = toValue(kind, value);
  if (!name.endsWith("[]")) {
    message[name] = read;
    return;
  }
  const key = name.slice(0, -2);
  message[key] = [...((message[key] as unknown[] | undefined) ?? []), read];
}

function toValue(kind: FieldKind, value: WireValue): unknown {
  if (typeof value === "bigint") return Number(value);
  switch (kind) {
    case "text":
      return value.toString("utf8");
    case "hex":
      return value.toString("hex");
    case "fixed64":
      return Number(value.readBigInt64LE());
    case "double":
      return value.readDoubleLE();
    case "varint":
      throw new Error("a number was expected, and bytes came");
    default:
      return decodeProtobuf(value, kind);
  }
}
