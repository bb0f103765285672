const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const check = (digits) => '10X98765432'[[...digits].reduce((sum, digit, i) => sum + Number(digit) * WEIGHTS[i], 0) % 11]

/** A citizen ID number with its check digit; an odd serial is a man's. */
export function citizenId(division, birth, serial) {
  const digits = `${division}${birth}${String(serial).padStart(3, '0')}`
  return digits + check(digits)
}

/** Whether a number has 18 places and its check digit fits. */
export function isCitizenId(number) {
  return /^\d{17}[\dX]$/.test(number) && check(number.slice(0, 17)) === number[17]
}
