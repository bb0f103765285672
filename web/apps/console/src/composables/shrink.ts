/** The longer side of a photo that is sent, in pixels. */
const MOST_PIXELS = 1_600
const QUALITY = 0.82

/** A photo drawn anew as a JPEG: small, upright, without what the camera wrote into it. Fails if the browser cannot show the file. */
export async function shrink(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file)
  const share = Math.min(1, MOST_PIXELS / Math.max(image.width, image.height, 1))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * share))
  canvas.height = Math.max(1, Math.round(image.height * share))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  // What is clear in a PNG would turn black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY))
}
