// Builds wwwroot/lib from Styles, Scripts and the packages. Run by dotnet build when its inputs changed; two builds at
// once (Debug and Release, an editor and a terminal) wait for each other.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'wwwroot', 'lib');
const lock = join(here, 'obj', 'assets.lock');
const wait = ms => new Promise(done => setTimeout(done, ms));

async function locked(body) {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      // A build that was killed leaves its lock.
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 180_000) rmSync(lock, { recursive: true, force: true });
      else await wait(200);
    }
  }
  try {
    return await body();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function install() {
  const wanted = readFileSync(join(here, 'package-lock.json'), 'utf8');
  const stamp = join(here, 'node_modules', '.ramure-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, wanted);
}

async function styles() {
  const sass = await import('sass');
  const result = sass.compile(join(here, 'Styles', 'ramure.scss'), {
    loadPaths: [join(here, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    // Bootstrap 5.3 is written with @import; its successor will not be.
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
  });
  writeFileSync(join(out, 'ramure.css'), result.css);
}

async function scripts() {
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: {
      ramure: join(here, 'Scripts', 'ramure.js'),
      charts: join(here, 'Scripts', 'charts.js'),
      passkeys: join(here, 'Scripts', 'passkeys.js'),
      attendance: join(here, 'Scripts', 'attendance', 'app.jsx'),
      'attendance-worker': join(here, 'Scripts', 'attendance', 'worker.js'),
    },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    legalComments: 'linked',
    logLevel: 'warning',
  });
}

function fonts() {
  const folder = join(out, 'fonts');
  mkdirSync(folder, { recursive: true });
  const packages = join(here, 'node_modules', '@fontsource-variable');
  for (const [name, file] of [
    ['atkinson-hyperlegible-next', 'latin-wght-normal'],
    ['atkinson-hyperlegible-next', 'latin-wght-italic'],
    ['atkinson-hyperlegible-next', 'latin-ext-wght-normal'],
    ['bricolage-grotesque', 'latin-wght-normal'],
  ]) copyFileSync(join(packages, name, 'files', `${name}-${file}.woff2`), join(folder, `${name}-${file}.woff2`));
}

// A home screen wants pixels; some of them cut their own shape out of the square.
async function icons() {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(readFileSync(join(here, 'node_modules', '@resvg', 'resvg-wasm', 'index_bg.wasm')));
  const folder = join(out, 'icons');
  mkdirSync(folder, { recursive: true });
  const round = readFileSync(join(here, 'wwwroot', 'favicon.svg'), 'utf8');
  const square = round.replace('rx="10"', '');
  const inset = square.replace('translate(3.4 4.2) scale(.84)', 'translate(9.2 9.8) scale(.6)');
  if (square === round || inset === square) throw new Error('favicon.svg has changed its shape: say here how it fills a square.');
  for (const [name, svg, width] of [['presence-192', round, 192], ['presence-512', round, 512], ['presence-180', square, 180], ['presence-maskable-512', inset, 512]])
    writeFileSync(join(folder, `${name}.png`), new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng());
}

await locked(async () => {
  install();
  mkdirSync(out, { recursive: true });
  fonts();
  await icons();
  await scripts();
  await styles();
  writeFileSync(join(out, 'built.txt'), 'Built by src/Ramure.Ui/build.mjs\n');
});
