// The launcher for 64-bit ARM. Same program format as vm-x64.s, which explains it.
//
// Registers: x19 = program, x20 = record, x21 = control word, x22 = address of six prepared arguments.

        .globl  _start
        .text
_start:
        ldr     x0, [sp]                // argc
        cmp     x0, #3
        b.lo    give_up
        add     x9, sp, #24             // &argv[2]
        add     x10, sp, x0, lsl #3
        add     x10, x10, #16           // environment, after argv's closing null
        ldr     x19, [sp, #16]          // argv[1]: decoded in place, two digits to one byte
        mov     x1, x19
        mov     x2, x19
decode:
        ldrb    w3, [x1]
        cbz     w3, decoded
        ldrb    w4, [x1, #1]
        lsr     w5, w3, #6              // value of a digit: (c & 15) + 9 * (c >> 6), right for 0-9 and a-f
        add     w5, w5, w5, lsl #3
        and     w3, w3, #15
        add     w3, w3, w5
        lsr     w5, w4, #6
        add     w5, w5, w5, lsl #3
        and     w4, w4, #15
        add     w4, w4, w5
        orr     w3, w4, w3, lsl #4
        strb    w3, [x2], #1
        add     x1, x1, #2
        b       decode
decoded:
        stp     x9, x10, [x19]
        ldr     x20, [x19, #16]
        add     x20, x20, x19
        sub     sp, sp, #48
        mov     x22, sp
record:
        ldr     x21, [x20, #56]
        add     x9, x20, #8
        mov     x10, #0
argument:
        ldr     x11, [x9, x10, lsl #3]
        lsr     x12, x21, x10
        tbz     x12, #0, not_offset
        add     x11, x11, x19
not_offset:
        tbz     x12, #8, not_slot
        ldr     x11, [x19, x11, lsl #3]
not_slot:
        str     x11, [x22, x10, lsl #3]
        add     x10, x10, #1
        cmp     x10, #6
        b.lo    argument

        ldp     x0, x1, [x22]
        ldp     x2, x3, [x22, #16]
        ldp     x4, x5, [x22, #32]
        ldr     x8, [x20]
        cmn     x8, #1
        b.eq    result                  // -1: the first argument is the result
        cmn     x8, #2
        b.eq    compare
        svc     #0
        b       result
compare:
        cmp     x0, x1
        csetm   x0, ne                  // 0 when equal, -1 when not
result:
        ubfx    x11, x21, #16, #8
        cbz     x11, not_stored
        str     x0, [x19, x11, lsl #3]
not_stored:
        mov     x12, #-4095
        cmp     x0, x12
        b.lo    next                    // unsigned: errors are the highest 4095 values
        str     x0, [x19, #40]          // slot 5: what went wrong
        sub     x11, x20, x19
        str     x11, [x19, #48]         // slot 6: where
        ubfx    x11, x21, #32, #16
        add     x20, x20, x11, lsl #6
next:
        add     x20, x20, #64
        b       record
give_up:
        mov     x0, #125
        mov     x8, #94                 // exit_group
        svc     #0
