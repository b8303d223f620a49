# The launcher for x86-64: runs a list of system calls, then becomes the command.
#
# Started as: launcher <program in hex> <program to execute> [arguments...]
#
# Memory of a decoded program (addresses relative to its first byte):
#   slots    8-byte cells; 0 = address of argv[2], 1 = address of the environment, 2 = offset of the first
#            record, 5 and 6 = result and offset of the record that failed last; others belong to the program
#   records  64 bytes each: number, six arguments, control word
#   data     strings and structures
#
# Control word:
#   bits  0-5   argument i is an offset from the program's first byte: add its address
#   bits  8-13  argument i is a slot number: take the slot's value (after the addition above)
#   bits 16-23  slot that gets the result, 0 for none
#   bits 32-47  how many records to pass over when the result is an error (-4095 to -1)
#
# Numbers below zero are not system calls: -1 gives its first argument, -2 gives 0 when its first two
# arguments are equal and -1 otherwise.
#
# Registers: rbx = program, r12 = record, r13 = argument index, r14 = control word, rbp = scratch arguments.

        .intel_syntax noprefix
        .globl  _start
        .text
_start:
        mov     rax, [rsp]              # argc
        cmp     rax, 3
        jb      give_up
        lea     rcx, [rsp + 24]         # &argv[2]
        lea     rdx, [rsp + rax*8 + 16] # environment, after argv's closing null
        mov     rbx, [rsp + 16]         # argv[1]: decoded in place, two digits to one byte
        mov     rsi, rbx
        mov     rdi, rbx
decode:
        movzx   eax, byte ptr [rsi]
        test    al, al
        jz      decoded
        movzx   r8d, byte ptr [rsi + 1]
        mov     r9d, eax                # value of a digit: (c & 15) + 9 * (c >> 6), right for 0-9 and a-f
        shr     r9d, 6
        lea     r9d, [r9 + r9*8]
        and     eax, 15
        add     eax, r9d
        mov     r9d, r8d
        shr     r9d, 6
        lea     r9d, [r9 + r9*8]
        and     r8d, 15
        add     r8d, r9d
        shl     eax, 4
        or      eax, r8d
        mov     [rdi], al
        inc     rdi
        add     rsi, 2
        jmp     decode
decoded:
        mov     [rbx], rcx
        mov     [rbx + 8], rdx
        mov     r12, [rbx + 16]
        add     r12, rbx
        sub     rsp, 48
        mov     rbp, rsp                # six prepared arguments
record:
        mov     r14, [r12 + 56]
        xor     r13d, r13d
argument:
        mov     rax, [r12 + r13*8 + 8]
        bt      r14, r13
        jnc     not_offset
        add     rax, rbx
not_offset:
        lea     ecx, [r13 + 8]
        bt      r14, rcx
        jnc     not_slot
        mov     rax, [rbx + rax*8]
not_slot:
        mov     [rbp + r13*8], rax
        inc     r13d
        cmp     r13d, 6
        jb      argument

        mov     rdi, [rbp]
        mov     rsi, [rbp + 8]
        mov     rdx, [rbp + 16]
        mov     r10, [rbp + 24]
        mov     r8,  [rbp + 32]
        mov     r9,  [rbp + 40]
        mov     rax, [r12]
        cmp     rax, -1
        je      give_argument
        cmp     rax, -2
        je      compare
        syscall                         # changes rcx and r11 only
        jmp     result
compare:
        xor     eax, eax
        cmp     rdi, rsi
        je      result
        dec     rax
        jmp     result
give_argument:
        mov     rax, rdi
result:
        mov     ecx, r14d
        shr     ecx, 16
        and     ecx, 255
        jz      not_stored
        mov     [rbx + rcx*8], rax
not_stored:
        cmp     rax, -4095
        jb      next                    # unsigned: errors are the highest 4095 values
        mov     [rbx + 40], rax         # slot 5: what went wrong
        mov     rcx, r12
        sub     rcx, rbx
        mov     [rbx + 48], rcx         # slot 6: where
        shr     r14, 32
        movzx   ecx, r14w
        shl     rcx, 6
        add     r12, rcx
next:
        add     r12, 64
        jmp     record
give_up:
        mov     edi, 125
        mov     eax, 231                # exit_group
        syscall
