/** A Tool Builder script that needs nothing but what every machine with Python and Bash has. */
export interface Script {
  interpreter: 'python' | 'bash';
  text: string;
}

export const python = (text: string): Script => ({ interpreter: 'python', text });
export const bash = (text: string): Script => ({ interpreter: 'bash', text });
