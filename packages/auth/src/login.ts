/** Ways to log in; loaded when somebody does. */
export { toApiKeyLogin } from "./login/api-key-login.ts";
export { type BrowserLogin, startBrowserLogin } from "./login/browser-login.ts";
export { awaitDeviceLogin, type DeviceCode, requestDeviceCode } from "./login/device-login.ts";
