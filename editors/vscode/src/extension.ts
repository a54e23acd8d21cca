/** Starts the language server of ipdsl, and shows the document of a page beside it. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  type ServerOptions,
} from "vscode-languageclient/node";

const run = promisify(execFile);
let client: LanguageClient | undefined;

/** The program of the settings, and its first arguments. */
function program(): [string, string[]] {
  const [command = "ipdsl", ...first] = vscode.workspace.getConfiguration("ipdsl").get<string[]>("command", ["ipdsl"]);
  return [command, first];
}

const output = vscode.window.createOutputChannel("ipdsl: output");

/** Save the pages, run the command of a lens on the server, and show what it prints. */
const middleware: Middleware = {
  executeCommand: async (command, args, next) => {
    await vscode.workspace.saveAll();
    const printed: unknown = await next(command, args);
    if (typeof printed === "string") {
      output.replace(printed);
      output.show(true);
    }
    return printed;
  },
};

async function start(): Promise<void> {
  const [command, first] = program();
  const server: ServerOptions = { command, args: [...first, "lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "ipdsl" }],
    initializationOptions: { showsOutput: true },
    middleware,
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.ipp,ipdsl.toml}") },
  };
  client = new LanguageClient("ipdsl", "ipdsl", server, options);
  try {
    await client.start();
  } catch (problem) {
    const words = vscode.l10n.t("ipdsl cannot be started: {0}. Check the setting ipdsl.command.", String(problem));
    void vscode.window.showErrorMessage(words);
  }
}

/** Show the document of the page in the active editor, as `ipdsl doc` writes it. */
async function preview(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "ipdsl") {
    return;
  }
  await document.save();
  const [command, first] = program();
  const folder = await mkdtemp(join(tmpdir(), "ipdsl-"));
  const target = join(folder, "page.html");
  try {
    await run(command, [...first, "doc", document.fileName, "-o", target], { cwd: dirname(document.fileName) });
    const panel = vscode.window.createWebviewPanel("ipdsl.document", basename(document.fileName), vscode.ViewColumn.Beside);
    panel.webview.html = await readFile(target, "utf-8");
  } catch (problem) {
    const printed = (problem as { stderr?: string }).stderr ?? String(problem);
    void vscode.window.showErrorMessage(printed.trim().split("\n")[0] ?? "ipdsl doc");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("ipdsl.preview", preview),
    vscode.commands.registerCommand("ipdsl.restart", async () => {
      await client?.dispose();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
