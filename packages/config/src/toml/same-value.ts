import { isRawTable, type RawValue } from "./raw-value.ts";

/** True when two values say the same; the order of keys does not count. */
export function isSameValue(one: RawValue | undefined, other: RawValue | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    const [left, right]: readonly (readonly RawValue[])[] = [one, other];
    return left?.length === right?.length && !!left?.every((value, at) => isSameValue(value, right?.[at]));
  }
  if (isRawTable(one) && isRawTable(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isSameValue(one[key], other[key]))
    );
  }
  // NaN is the same as NaN here, and -0 as 0.
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}
