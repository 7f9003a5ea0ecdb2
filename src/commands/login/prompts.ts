/** What is asked of a person; the library is loaded with the first question. */
export { confirm, password, select, text } from '@clack/prompts';
