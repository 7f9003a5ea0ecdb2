/** Addresses of the APIs that RunWhen runs for everybody; the Python package's README names both. */
export const PUBLIC_PLATFORMS = {
  prod: 'https://papi.app.runwhen.com',
  beta: 'https://papi.beta.runwhen.com',
} as const;
