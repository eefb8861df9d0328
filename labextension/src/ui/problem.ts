/** An error that prevents an app from being shown, in words for its user. */
export class Problem extends Error {
  /** What is wrong, the kernel's own message, and how to repair it. */
  constructor(
    readonly summary: string,
    readonly detail: string,
    readonly remedy: string
  ) {
    super(summary);
  }
}

/** Translate an error of the kernel for the user who wants to see an app. */
export function problemFromError(
  file: string,
  kernel: string,
  name: string,
  value: string
): Problem {
  if (name === 'ModuleNotFoundError' && value.includes('notebook_lit')) {
    return new Problem(
      `The kernel ${kernel} does not have notebook_lit.`,
      '',
      'Install it in the environment of that kernel (python -m pip install notebook_lit), then run the app again.'
    );
  }
  if (name === 'InvalidScript') {
    return value.includes('%%litapp')
      ? new Problem(
          `${file} has no app in it.`,
          '',
          'Begin a code cell of the notebook with %%litapp and save: it is shown then.'
        )
      : new Problem(
          `${file} cannot run.`,
          value.trim(),
          'Correct the file and save it: it is shown then.'
        );
  }
  if (name === 'UsageError' && value.includes('there is no file')) {
    return new Problem(
      `The kernel does not find ${file}.`,
      value,
      'Was it moved or deleted? Put it back, then run the app again.'
    );
  }
  return new Problem(
    `${file} could not be run.`,
    value === '' ? name : `${name}: ${value}`,
    'Put that right, then run the app again.'
  );
}
