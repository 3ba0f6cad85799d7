/** Things are no longer as this pass saw them: the next one begins with what is there. Never leaves a run. */
export class LookAgain extends Error {}
