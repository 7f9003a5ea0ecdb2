import { bash } from '../script.ts';

/** Changes a deployment: the pool that each of its pods opens. */
export const SET_POOL_SIZE = bash(`main() {
  echo "kubectl set env -n $NAMESPACE deploy/$DEPLOYMENT POOL_SIZE=$POOL_SIZE"
  echo "deployment.apps/$DEPLOYMENT env updated"
  printf '[]' >&3
}
`);

/** Sends what a dead letter queue holds to the queue that it came from. */
export const REDRIVE = bash(`main() {
  echo "aws sqs start-message-move-task --source-arn $SOURCE_ARN"
  echo "Messages of $QUEUE are on their way back."
  printf '[]' >&3
}
`);
