// How every script here starts Chromium: the one that is installed, quiet.
const known = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const launchOptions = {
  executablePath: known,
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
