/** Signs of amounts as they are written on documents. */
export const upper = { digits: '零壹贰叁肆伍陆柒捌玖', places: ['', '拾', '佰', '仟'], groups: ['', '万', '亿'], yuan: '元', jiao: '角', fen: '分', whole: '整' } as const
