// Finds or builds the server of the Vault tests, so that this can go on while other things are tested.
import { serverBinary } from './server-binary.js';

await serverBinary((line) => console.error(line));
