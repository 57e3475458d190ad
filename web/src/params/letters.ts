export const match = (word: string): boolean => word === 'gui-thu' || word === 'theo-doi-thu' || word === 'ket-qua-thu';
