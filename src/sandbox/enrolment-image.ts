import { squarePng } from "./image";

const SIDE = 116;

/**
 * Bytes for `QRCodePNG`: a real PNG that differs for each device. It is no code that a phone could read: what a rehearsal
 * needs is the seed, and AWS gives that beside it.
 */
export function enrolmentImage(accountId: string, deviceName: string, seed: string): Buffer {
  const bits = Buffer.from(`otpauth://totp/Amazon%20Web%20Services:${deviceName}@${accountId}?secret=${seed}`, "utf8");
  return squarePng(SIDE, (x, y) => {
    const cell = (x >> 2) + (y >> 2) * (SIDE >> 2);
    return (((bits[(cell >> 3) % bits.length] ?? 0) >> (cell & 7)) & 1) === 1;
  });
}
