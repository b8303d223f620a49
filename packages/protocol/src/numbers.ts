/**
 * Numbers of the wire with their widths. JSON itself has one kind of number; a value that a double cannot
 * hold exactly is refused rather than rounded, so 64-bit integers end at ±(2^53 - 1) here.
 */
import * as z from "zod/mini";

/** -2^31 to 2^31 - 1. */
export const Int32 = z.int32();
/** A signed integer; 64 bits on the wire. */
export const Int64 = z.int();
/** 0 to 65535: HTTP statuses and ports. */
export const Uint16 = z.int().check(z.gte(0), z.lte(0xffff));
/** 0 to 2^32 - 1. */
export const Uint32 = z.uint32();
/** An integer from 0; 64 bits on the wire. */
export const Uint64 = z.int().check(z.gte(0));
/** A size or an index, from 0. */
export const Uint = z.int().check(z.gte(0));
/** A number that the wire rounds to single precision. */
export const Float32 = z.number();
/** Any number. */
export const Float64 = z.number();
