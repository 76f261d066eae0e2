import { expect, test } from "vitest";
import { route } from "./router";

const trace = `0x${"ab".repeat(32)}`;
const account = `0x${"cd".repeat(20)}`;

test("every page has its address", () => {
  expect(route("/")).toEqual({ page: "overview" });
  expect(route("/traces")).toEqual({ page: "traces" });
  expect(route("/open/")).toEqual({ page: "open" });
  expect(route("/surety")).toEqual({ page: "sureties" });
  expect(route("/governance")).toEqual({ page: "governance" });
  expect(route(`/trace/${trace}`)).toEqual({ page: "trace", id: trace });
  expect(route(`/surety/${account}`)).toEqual({ page: "surety", address: account });
  expect(route(`/account/${account}`)).toEqual({ page: "surety", address: account });
  expect(route("/fault/12")).toEqual({ page: "fault", id: 12 });
  expect(route("/batch/1")).toEqual({ page: "batch", id: 1 });
});

test("ids are the same in small and in large letters", () => {
  expect(route(`/trace/${trace.toUpperCase().replace("0X", "0x")}`)).toEqual({ page: "trace", id: trace });
});

test("what names nothing is not found", () => {
  for (const path of [
    "/nowhere",
    "/trace",
    "/trace/0x12",
    "/fault/0",
    "/fault/-1",
    "/fault/1e3",
    "/fault/99999999999999999999",
    `/surety/${trace}`,
    "/traces/1",
    "/fault/1/2",
    "/__proto__",
  ]) {
    expect(route(path), path).toEqual({ page: "missing", path });
  }
});
