export { createServer, type Server } from "./create-server.ts";
