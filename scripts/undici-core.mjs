// What src imports of undici, without the rest of it: the whole package costs some 30 ms more at start.
// The build maps static imports of `undici` to this file; without that mapping everything works as
// well, only slower to start.
import Agent from 'undici/lib/dispatcher/agent.js';

export { Agent };
