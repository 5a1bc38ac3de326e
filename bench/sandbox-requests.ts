import http from "node:http";
import { createSandbox, sandboxEnvironment } from "../src/sandbox/index";

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

/** CPU time of this process, in seconds. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/**
 * Requests a second of one core that a sandbox answers to what a plan sends most, over loopback: the answers divided by the
 * CPU time they took, so that a busy machine gives the same figure. Client and server share this process, and the client's
 * time is counted too: the sandbox alone is faster than the figure.
 * @param seconds how long to measure, by the clock
 */
export async function measureRequestsPerSecond(seconds: number): Promise<number> {
  const sandbox = createSandbox();
  const url = await sandbox.listen();
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const accessKeyId = sandboxEnvironment(url).AWS_ACCESS_KEY_ID ?? "";
  const send = (action: string, more: Record<string, string>) => ask(url, agent, parameters(action, more), accessKeyId);
  const names = Array.from({ length: 100 }, (_, index) => `user-${index}`);
  for (const UserName of names) await send("CreateUser", { UserName });
  // The first second is the compiler's: it is not measured.
  let end = performance.now() + 1000;
  let answered = 0;
  const work = async (first: number) => {
    for (let turn = first; performance.now() < end; turn += CONNECTIONS) {
      const UserName = names[turn % names.length] ?? "";
      await send(turn % 2 === 0 ? "GetUser" : "ListAccessKeys", { UserName });
      answered += 1;
    }
  };
  const workers = () => Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => work(index)));
  await workers();
  answered = 0;
  end = performance.now() + seconds * 1000;
  const before = cpuSeconds();
  await workers();
  const spent = cpuSeconds() - before;
  agent.destroy();
  await sandbox.close();
  return answered / spent;
}
