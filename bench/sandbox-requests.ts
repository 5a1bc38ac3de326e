import http from "node:http";
import { createSandbox, sandboxEnvironment } from "../sandbox/server";

/** Client connections at work at once; more than Terraform's default parallelism of ten. */
const CONNECTIONS = 16;

function ask(url: string, agent: http.Agent, body: string, accessKeyId: string): Promise<void> {
  const headers = {
    Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/iam/aws4_request`,
    "Content-Type": "application/x-www-form-urlencoded",
    "Content-Length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`the sandbox answered ${response.statusCode} to ${body}`));
      response.resume();
      response.on("end", resolve);
    });
    request.on("error", reject);
    request.end(body);
  });
}

const parameters = (Action: string, more: Record<string, string>) =>
  new URLSearchParams({ Action, Version: "2010-05-08", ...more }).toString();

/**
 * Requests a second that a sandbox answers to what a plan sends most, over loopback. Client and server share this
 * process and with it one core, so the sandbox alone is faster than the figure.
 * @param seconds how long to measure
 */
export async function measureRequestsPerSecond(seconds: number): Promise<number> {
  const sandbox = createSandbox();
  const url = await sandbox.listen();
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const accessKeyId = sandboxEnvironment(url).AWS_ACCESS_KEY_ID ?? "";
  const send = (action: string, more: Record<string, string>) => ask(url, agent, parameters(action, more), accessKeyId);
  const names = Array.from({ length: 100 }, (_, index) => `user-${index}`);
  for (const UserName of names) await send("CreateUser", { UserName });
  const end = process.hrtime.bigint() + BigInt(Math.round(seconds * 1e9));
  let answered = 0;
  const work = async (first: number) => {
    for (let turn = first; process.hrtime.bigint() < end; turn += CONNECTIONS) {
      const UserName = names[turn % names.length] ?? "";
      await send(turn % 2 === 0 ? "GetUser" : "ListAccessKeys", { UserName });
      answered += 1;
    }
  };
  const before = process.hrtime.bigint();
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => work(index)));
  const elapsed = Number(process.hrtime.bigint() - before) / 1e9;
  agent.destroy();
  await sandbox.close();
  return answered / elapsed;
}
