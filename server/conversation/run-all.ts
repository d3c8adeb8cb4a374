/** Tells everybody: one who breaks keeps no other from hearing. @throws what the first of them threw, in the end */
export function runAll(effects: readonly (() => void)[]): void {
  const errors: unknown[] = [];
  for (const effect of effects) {
    try {
      effect();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
