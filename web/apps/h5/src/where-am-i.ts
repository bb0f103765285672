/** Why the place is not known. */
export type NoPlace = 'unsafe' | 'refused'

/** Where this phone is, as `latitude,longitude` to about ten metres: enough for distances, and no more than that. Asked only when somebody presses the button. */
export function whereAmI(): Promise<string | NoPlace> {
  if (!('geolocation' in navigator) || !globalThis.isSecureContext) return Promise.resolve('unsafe')
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(`${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`),
      () => resolve('refused'),
      { timeout: 10_000, maximumAge: 120_000 },
    )
  })
}
