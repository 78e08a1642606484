// SPDX-License-Identifier: EUPL-1.2
// tests/oracle/pages.js PAGE.html... - accessibility of report pages by axe-core, light and dark,
// wide and narrow: no violation, no word on the console, nothing that sticks out.
//
//   npm install axe-core puppeteer-core
//   NODE_PATH=node_modules node tests/oracle/pages.js rapport.html rapport_files/p00001.html
const fs = require('fs');
const path = require('path');
const puppeteer = require('puppeteer-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let failed = 0;

function say(good, name, detail) {
	failed += !good;
	console.log(`${good ? 'ok' : 'not ok'} pages: ${name}${good ? '' : ' -- ' + JSON.stringify(detail).slice(0, 300)}`);
}

async function look(browser, file, scheme, width) {
	const page = await browser.newPage();
	const said = [];
	page.on('console', m => said.push(m.text()));
	page.on('request', r => { if (!r.url().startsWith('file:')) said.push(r.url()); });
	await page.setViewport({ width, height: 900 });
	await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
	await page.goto('file://' + path.resolve(file));
	const found = await page.evaluate(`${axe};axe.run({runOnly: ${JSON.stringify(rules)}})`);
	const name = `${path.basename(file)} ${scheme} ${width}`;
	say(found.passes.length > 20 && !found.violations.length, `${name}: axe, ${found.passes.length} rules pass`,
		found.violations.map(v => [v.id, v.nodes[0].html]));
	say(!said.length, `${name}: nothing fetched or said`, said);
	say(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${name}: nothing sticks out`, '');
	await page.close();
}

(async () => {
	const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
	for (const file of process.argv.slice(2))
		for (const scheme of ['light', 'dark'])
			for (const width of [1280, 360])
				await look(browser, file, scheme, width);
	await browser.close();
	process.exit(failed > 0 || process.argv.length < 3 ? 1 : 0);
})();
