import type { Kernel } from '@jupyterlab/services';

/** Milliseconds for which a kernel that is not busy may leave a request unanswered. */
export const ANSWER_LIMIT = 4000;
/** After so many requests, a failure counts. */
const MOST_REQUESTS = 5;

/**
 * Send a request, and again while a kernel that is not busy leaves it unanswered.
 *
 * While a kernel restarts, messages to it and from it are lost now and then: what the server receives before its sockets are connected,
 * and what JupyterLab cancels when it connects anew. So the request must do no harm if it is executed twice.
 */
export function insist<T>(
  kernel: Kernel.IKernelConnection,
  request: () => Promise<T>
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let requests = 0;
    const settle = (): void => {
      clearInterval(timer);
    };
    const send = (): void => {
      requests++;
      request().then(
        value => {
          settle();
          resolve(value);
        },
        (reason: unknown) => {
          const error =
            reason instanceof Error ? reason : new Error(String(reason));
          const canceled = error.message.startsWith('Canceled');
          if (!canceled || kernel.isDisposed || requests >= MOST_REQUESTS) {
            settle();
            reject(error);
          }
        }
      );
    };
    const timer = setInterval(() => {
      if (kernel.isDisposed) {
        settle();
        reject(new Error('The kernel has ended.'));
      } else if (kernel.status !== 'busy' && requests < MOST_REQUESTS) {
        send();
      }
    }, ANSWER_LIMIT);
    send();
  });
}
