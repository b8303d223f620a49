/** Notifications that 0.99.0 does not send; apart from their schemas, for who writes a wire. */
export const addedNotificationMethods: ReadonlySet<string> = new Set(["warning"]);
