// DAISY Ace over many EPUBs in one browser: a line "file, rule, message" a finding.
// Arguments: files. NODE_PATH holds the packages; PUPPETEER_EXECUTABLE_PATH is the browser.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const ace = require('@daisy/ace-core');
const runner = require('@daisy/ace-axe-runner-puppeteer');

require('winston').configure({ silent: true });

const { launch, close } = runner;
let browser;
runner.launch = () => (browser ??= launch());
runner.close = async () => {};

function* findings(report) {
  for (const content of report.assertions) {
    for (const { 'earl:test': test, 'earl:result': result } of content.assertions) {
      const where = content['earl:testSubject'].url;
      const rule = `${test['earl:impact']} ${test['dct:title']}`;
      yield [rule, `${where}: ${result['dct:description']} ${result.html ?? ''}`];
    }
  }
}

async function main(files) {
  for (const file of files) {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'ace-'));
    try {
      const [, report] = await ace(path.resolve(file), { cwd: process.cwd(), outdir }, runner);
      for (const [rule, message] of findings(report)) {
        console.log([file, rule, message.replace(/\s+/g, ' ')].join('\t'));
      }
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  }
  await close();
}

main(process.argv.slice(2)).then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
