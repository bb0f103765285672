/** Collects what is wrong during a step; a step with findings has failed. */
export class Findings {
  constructor() {
    this.list = []
  }

  add(where, what) {
    const line = `${where}: ${what}`
    if (!this.list.includes(line)) this.list.push(line)
  }

  expect(where, condition, what) {
    if (!condition) this.add(where, what)
  }

  /** Compares two values as JSON. */
  same(where, seen, wanted) {
    const [a, b] = [JSON.stringify(seen), JSON.stringify(wanted)]
    this.expect(where, a === b, `${a} instead of ${b}`)
  }

  take() {
    const list = this.list
    this.list = []
    return list
  }
}
