/** One FIFO of a UART, one USB transfer, one full read of a tty. */
export const CHUNK_BYTES = [16, 256, 4096] as const;
