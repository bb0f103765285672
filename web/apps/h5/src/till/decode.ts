/** Reads a QR code out of a picture: with the phone's own reader where it has one, else with one that is loaded then. */

/** What a picture may come from. */
export type Source = HTMLVideoElement | HTMLImageElement

export type Read = (source: Source) => Promise<string | undefined>

interface NativeReader {
  detect: (source: Source) => Promise<{ rawValue: string }[]>
}
interface NativeReaders {
  new (options: { formats: string[] }): NativeReader
  getSupportedFormats: () => Promise<string[]>
}

/** A live picture is looked at in this size, a photo in the larger one: enough for a code that fills a third of it. */
const LIVE_SIDE = 720
const PHOTO_SIDE = 1_400

const sizeOf = (source: Source) => (source instanceof HTMLVideoElement ? { width: source.videoWidth, height: source.videoHeight } : { width: source.naturalWidth, height: source.naturalHeight })

async function native(): Promise<Read | undefined> {
  const Readers = (globalThis as { BarcodeDetector?: NativeReaders }).BarcodeDetector
  try {
    if (!Readers || !(await Readers.getSupportedFormats()).includes('qr_code')) return undefined
    const own = new Readers({ formats: ['qr_code'] })
    return async (source) => (await own.detect(source))[0]?.rawValue
  } catch {
    return undefined
  }
}

async function loaded(): Promise<Read> {
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return (source) => {
    const { width, height } = sizeOf(source)
    if (!pen || width === 0 || height === 0) return Promise.resolve(undefined)
    const shrink = Math.min(1, (source instanceof HTMLVideoElement ? LIVE_SIDE : PHOTO_SIDE) / Math.max(width, height))
    canvas.width = Math.round(width * shrink)
    canvas.height = Math.round(height * shrink)
    pen.drawImage(source, 0, 0, canvas.width, canvas.height)
    try {
      return Promise.resolve(decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height)))
    } catch {
      // No code in the picture.
      return Promise.resolve(undefined)
    }
  }
}

let reader: Promise<Read> | undefined

/** The reader of this phone. */
export function qrReader(): Promise<Read> {
  reader ??= native().then((own) => own ?? loaded())
  // A piece that did not come over a weak line is asked for again.
  reader.catch(() => (reader = undefined))
  return reader
}

/** Reads the code in a photo; nothing if there is none. */
export async function readPhoto(file: Blob): Promise<string | undefined> {
  const address = URL.createObjectURL(file)
  try {
    const picture = new Image()
    await new Promise<void>((resolve, reject) => {
      picture.onload = () => resolve()
      picture.onerror = () => reject(new Error('no picture'))
      picture.src = address
    })
    return await (await qrReader())(picture)
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(address)
  }
}
