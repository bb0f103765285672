export { api, newKey, send, sendTagged, whenSignedOut, type Schema } from './client'
export { fetchFile, postForFile, receiveFile, upload, type Receiving, type Upload } from './file'
export { permissionNames, problemCodes, type Permission, type ProblemCode } from './permissions'
export { ApiProblem, type FieldProblem } from './problem'
