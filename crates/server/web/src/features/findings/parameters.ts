import { parameterNames, parameterUnits, text } from "../../shared/text";

export interface ShownParameter {
  key: string;
  name: string;
  value: string;
}

/** Names a point's parameters in Chinese, with the unit that the last word of the key tells. */
export function describeParameters(parameters: Record<string, unknown>): ShownParameter[] {
  return Object.entries(parameters).map(([key, value]) => ({
    key,
    name: parameterNames[key] ?? key,
    value: describeValue(key, value),
  }));
}

function describeValue(key: string, value: unknown): string {
  if (typeof value === "boolean") return value ? text.findings.yes : text.findings.no;
  if (Array.isArray(value)) return value.map(String).join(text.common.listSeparator);
  if (typeof value !== "number") return typeof value === "string" ? value : JSON.stringify(value);
  const unit = parameterUnits[key.split("_").at(-1) ?? ""];
  return unit === undefined ? String(value) : `${value} ${unit}`;
}
