/*
 * Makes a process believe that it is another day: `ROSTER_CLOCK_SHIFT=<milliseconds> node --require ./test/clock.cjs`.
 * scripts/any-day.mjs runs the tests so, with one shift for all their processes; jest loads it into each test file too,
 * whose globals are its own.
 */
const shift = Number(process.env.ROSTER_CLOCK_SHIFT ?? 0);

if (shift !== 0) {
  const Real = Date;
  const now = () => Real.now() + shift;
  const Shifted = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === Shifted ? target : newTarget),
    apply: () => new Shifted().toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  Real.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
}
