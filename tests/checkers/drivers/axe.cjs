// axe-core over many HTML files in one browser: a line "file, rule, message" a finding.
// Arguments: files. NODE_PATH holds the packages; PUPPETEER_EXECUTABLE_PATH is the browser.
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const puppeteer = require('puppeteer');

const source = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function violations(browser, file) {
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.goto(pathToFileURL(path.resolve(file)).href);
  await page.evaluate(source);
  const results = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  await page.close();
  return results.violations;
}

async function main(files) {
  const browser = await puppeteer.launch({ args: ['--no-sandbox'] });
  for (const file of files) {
    for (const { impact, id, help, nodes } of await violations(browser, file)) {
      const message = `${help}: ${nodes[0].html}`.replace(/\s+/g, ' ');
      console.log([file, `${impact} ${id}`, message].join('\t'));
    }
  }
  await browser.close();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
