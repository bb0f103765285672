/** The longer side of a photo that is sent, in pixels: a payslip stays readable. */
export const MOST_PIXELS = 1_600
/** Most photos of one matter. */
export const MOST_PHOTOS = 9
const QUALITY = 0.82

/** The size of a photo that fits; a small one stays as it is. */
export function fitInto(width: number, height: number, most: number): { width: number; height: number } {
  const share = Math.min(1, most / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}

/** How many more photos there is room for. */
export function roomFor(there: number): number {
  return Math.max(0, MOST_PHOTOS - there)
}

/**
 * A photo drawn anew as a JPEG: small, upright, and without what the camera wrote into it (place, time, device).
 * Fails if the browser cannot show the file.
 */
export async function shrink(file: Blob): Promise<Blob> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    await new Promise((resolve, reject) => {
      image.onload = resolve
      image.onerror = () => reject(new Error('not a picture'))
      image.src = url
    })
    const { width, height } = fitInto(image.naturalWidth, image.naturalHeight, MOST_PIXELS)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    // What is clear in a PNG would turn black.
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, width, height)
    pen.drawImage(image, 0, 0, width, height)
    return await new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY))
  } finally {
    URL.revokeObjectURL(url)
  }
}
